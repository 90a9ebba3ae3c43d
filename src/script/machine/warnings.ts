/* The filters of the module warnings: a filter shows, drops or raises a warning. */
import { spend } from './bounds.ts';
import { type Copies, HeapObject, type Host, objectType, TypeObject } from './values.ts';

interface Filter {
  /** `ignore`, `error`, or another word, which shows the warning. */
  readonly action: string;
  /** The name of a class of warnings; `Warning` for all. */
  readonly category: string;
  /** The beginning of the text. */
  readonly message: string;
}

const filtersType = new TypeObject('warnings.filters', objectType);

/** The filters of a run; the first that fits decides. */
class Filters extends HeapObject {
  list: readonly Filter[] = [];
  get type(): TypeObject {
    return filtersType;
  }
  override copy(copies: Copies): Filters {
    const copy = new Filters();
    copies.set(this, copy);
    copy.list = this.list;
    return copy;
  }
  override visit(): number {
    return this.list.reduce((sum, filter) => sum + bytesOf(filter), 32);
  }

  /** Puts a filter before the others. As in CPython, one that is there already goes to the front. */
  add(filter: Filter, host: Host): void {
    spend(host, this.list.length);
    const others = this.list.filter((own) => !isSame(own, filter));
    if (others.length === this.list.length) host.reserve(bytesOf(filter));
    this.list = [filter, ...others];
  }
}

function isSame(one: Filter, other: Filter): boolean {
  return one.action === other.action && one.category === other.category && one.message === other.message;
}

function bytesOf({ message }: Filter): number {
  return 64 + 2 * message.length;
}

export function filtersOf(host: Pick<Host, 'state'>): Filters {
  return host.state('warnings.filters', () => new Filters());
}

/** The action for a warning; undefined where no filter fits. */
export function actionFor(host: Pick<Host, 'state'>, category: string, message: string): string | undefined {
  return filtersOf(host).list.find(
    (filter) => (filter.category === 'Warning' || filter.category === category) && message.startsWith(filter.message),
  )?.action;
}
