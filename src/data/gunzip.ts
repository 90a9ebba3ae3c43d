import { Gunzip } from 'fflate';
import { crc32, PACKED_PIECE } from '../formats/zip.ts';
import { type ByteSink, fileFault, type Stop, type Table, type TableFault } from './table.ts';

/** Bytes of checksum and length at the end of a .gz file. */
const TRAILER = 8;

export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** Unpacks a .gz file and passes the bytes on to another sink. */
export class GunzipSink implements ByteSink {
  readonly #sink: ByteSink;
  readonly #gunzip: Gunzip;
  #stop: Stop | undefined;
  /** Checksum of the unpacked bytes of the current member. Only the last of several members is verified. */
  #sum = 0;
  /** The last bytes received. */
  #end = new Uint8Array();

  constructor(sink: ByteSink) {
    this.#sink = sink;
    this.#gunzip = new Gunzip((bytes) => {
      this.#sum = crc32(bytes, this.#sum);
      this.#stop ??= this.#sink.push(bytes);
    });
    this.#gunzip.onmember = () => {
      this.#sum = 0;
    };
  }

  push(bytes: Uint8Array): Stop | undefined {
    for (let at = 0; at < bytes.length && this.#stop === undefined; at += PACKED_PIECE) {
      const piece = bytes.subarray(at, at + PACKED_PIECE);
      this.#end = new Uint8Array([...this.#end, ...piece.subarray(-TRAILER)]).slice(-TRAILER);
      this.#inflate(piece, false);
    }
    return this.#stop;
  }

  end(): Table | TableFault {
    if (this.#stop === undefined) this.#inflate(new Uint8Array(), true);
    if (this.#stop === 'enough') return this.#sink.end();
    if (this.#stop !== undefined) return this.#stop;
    const whole = this.#end.length === TRAILER && new DataView(this.#end.buffer).getUint32(0, true) === this.#sum;
    return whole ? this.#sink.end() : damaged;
  }

  #inflate(bytes: Uint8Array, last: boolean): void {
    try {
      this.#gunzip.push(bytes, last);
    } catch {
      this.#stop ??= damaged;
    }
  }
}

const damaged = fileFault(
  'a whole .gz file',
  'one that is cut off or damaged',
  'unpack it with gunzip, or download it again',
);
