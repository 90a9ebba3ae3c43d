/** 12 to 15 snapshots a second. */
const SNAPSHOT_INTERVAL_MS = 75;
/** Publishing takes at most one part in 25 of the time, however large the network … */
const PUBLISHING_SHARE = 25;
/** … unless a snapshot would then be later than this; publishing then takes at most a fifth. */
const PATIENCE_MS = 1000;
const LARGER_SHARE = 4;
/** A snapshot with a plane costs more, and should move smoothly: about 20 a second, for up to half of the time. */
const PLANE_INTERVAL_MS = 40;

/** Something that no snapshot shows yet; `urgent` when a person waits for it. */
type News = 'none' | 'some' | 'urgent';

/** When the next snapshot is due. One is in flight at a time. Times in milliseconds. */
export class Publication {
  #news: News = 'none';
  #isInFlight = false;
  #publishedAt = Number.NEGATIVE_INFINITY;
  /** Time that the last snapshot took. */
  #cost = 0;

  get isUrgent(): boolean {
    return this.#news === 'urgent';
  }

  /** Adds news; urgent news stays urgent. */
  add(news: 'some' | 'urgent'): void {
    if (this.#news !== 'urgent') this.#news = news;
  }

  /** The last snapshot was received, or is no longer waited for. */
  acknowledge(): void {
    this.#isInFlight = false;
  }

  /** Lets the current news wait for a whole interval. */
  postpone(now: number): void {
    this.#publishedAt = now;
  }

  /**
   * The time of the next snapshot; undefined without news, and while the last one is in flight.
   * @param hasPlane true when the snapshot shows a plane.
   */
  next(hasPlane: boolean): number | undefined {
    if (this.#news === 'none' || this.#isInFlight) return undefined;
    if (this.#news === 'urgent') return Number.NEGATIVE_INFINITY;
    return this.#publishedAt + (hasPlane ? Math.max(PLANE_INTERVAL_MS, this.#cost) : this.#wait);
  }

  /** A snapshot was made and sent. */
  publish(begun: number, ended: number): void {
    this.#news = 'none';
    this.#isInFlight = true;
    this.#publishedAt = ended;
    this.#cost = ended - begun;
  }

  /** For a snapshot that takes 10 ms: 250 ms. For one of 100 ms: 1000 ms. For one of 2 s: 8 s. */
  get #wait(): number {
    const patience = Math.max(PATIENCE_MS, LARGER_SHARE * this.#cost);
    return Math.max(SNAPSHOT_INTERVAL_MS, Math.min(PUBLISHING_SHARE * this.#cost, patience));
  }
}
