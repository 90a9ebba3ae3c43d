/** 12 to 15 snapshots a second. */
const SNAPSHOT_INTERVAL_MS = 75;
/** Publishing takes at most one part in so many of the time, however large the network … */
const PUBLISHING_SHARE = 25;
/** … unless one would wait longer than this for it; then at most this larger part. */
const PATIENCE_MS = 1000;
const LARGER_SHARE = 4;
/**
 * A picture of what the network makes of a plane costs more; who looks at it wants to see it move, 15 times a second or more,
 * and gives up to half of the time for that.
 */
const PICTURE_INTERVAL_MS = 40;

/** Something changed that no snapshot has told; `urgent` when a person is waiting for it. */
type News = 'none' | 'some' | 'urgent';

/** When the next snapshot is due. One is under way at a time. Times in milliseconds. */
export class Publication {
  #news: News = 'none';
  #isUnderWay = false;
  #publishedAt = Number.NEGATIVE_INFINITY;
  #cost = 0;

  get isUrgent(): boolean {
    return this.#news === 'urgent';
  }

  /** There is something to tell; what is urgent stays so. */
  tell(news: 'some' | 'urgent'): void {
    if (this.#news !== 'urgent') this.#news = news;
  }

  /** The last snapshot was received, or nobody waits for it any more. */
  acknowledge(): void {
    this.#isUnderWay = false;
  }

  /** What has happened so far can wait. */
  postpone(now: number): void {
    this.#publishedAt = now;
  }

  /** When a snapshot is due; undefined where nothing is to be told, or the last one is still under way. */
  next(isPicture: boolean): number | undefined {
    if (this.#news === 'none' || this.#isUnderWay) return undefined;
    if (this.#news === 'urgent') return Number.NEGATIVE_INFINITY;
    return this.#publishedAt + (isPicture ? this.#pictureWait : this.#wait);
  }

  get #wait(): number {
    const patience = Math.max(PATIENCE_MS, LARGER_SHARE * this.#cost);
    return Math.max(SNAPSHOT_INTERVAL_MS, Math.min(PUBLISHING_SHARE * this.#cost, patience));
  }

  get #pictureWait(): number {
    return Math.max(PICTURE_INTERVAL_MS, this.#cost);
  }

  /** A snapshot has been made and sent. */
  publish(begun: number, ended: number): void {
    this.#news = 'none';
    this.#isUnderWay = true;
    this.#publishedAt = ended;
    this.#cost = ended - begun;
  }
}
