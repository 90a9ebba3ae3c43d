/*
 * The instructions of the machine. Each has an operation and one whole number, its argument (`n` below). The comments show the
 * operand stack before and after, its top on the right.
 */

/** A statement begins. */
export const LINE = 0;
/** → constant n */
export const LOAD_CONST = 1;
/** → local variable n */
export const LOAD_FAST = 2;
/** value → */
export const STORE_FAST = 3;
export const DELETE_FAST = 4;
/** → variable in the cell of slot n */
export const LOAD_DEREF = 5;
export const STORE_DEREF = 6;
export const DELETE_DEREF = 7;
/** → global variable n of the module, or the built-in value of this name */
export const LOAD_GLOBAL = 8;
export const STORE_GLOBAL = 9;
export const DELETE_GLOBAL = 10;
/** The variable named n of a class body, else the global one. */
export const LOAD_NAME = 11;
export const STORE_NAME = 12;
export const DELETE_NAME = 13;
/** object → object.n */
export const LOAD_ATTR = 14;
/** value object → */
export const STORE_ATTR = 15;
/** object → */
export const DELETE_ATTR = 16;
/** object → function object, or value NO_SELF */
export const LOAD_METHOD = 17;
/** object index → item */
export const GET_ITEM = 18;
/** value object index → */
export const SET_ITEM = 19;
/** object index → */
export const DELETE_ITEM = 20;
/** start stop step → slice */
export const BUILD_SLICE = 21;
/** n items → tuple */
export const BUILD_TUPLE = 22;
export const BUILD_LIST = 23;
export const BUILD_SET = 24;
/** n keys and values → dict */
export const BUILD_DICT = 25;
/** list … value → list …; the list is n below the value. */
export const LIST_APPEND = 26;
export const SET_ADD = 27;
/** dict … key value → dict … */
export const DICT_SET = 28;
/** list iterable → list */
export const LIST_EXTEND = 29;
/** set list → set */
export const SET_UPDATE = 30;
/** dict mapping → dict */
export const DICT_UPDATE = 31;
/** list → tuple */
export const LIST_TO_TUPLE = 32;
/** left right → left + right */
export const ADD = 33;
export const SUBTRACT = 34;
export const MULTIPLY = 35;
/** True division when n is 1, else by the rules of the machine's version. */
export const DIVIDE = 36;
/** left right → left operator n right */
export const BINARY = 37;
/** The same, in place. */
export const IN_PLACE = 38;
export const NEGATE = 39;
/** value → operator n value */
export const UNARY = 40;
export const NOT = 41;
/** left right → left operator n right */
export const COMPARE = 42;
/** item container → bool; inverted when n is 1. */
export const CONTAINS = 43;
export const IS = 44;
export const JUMP = 45;
/** To an instruction before this one. */
export const JUMP_BACK = 46;
/** value → */
export const POP_JUMP_IF_FALSE = 47;
export const POP_JUMP_IF_TRUE = 48;
/** value → value when it jumps */
export const JUMP_IF_FALSE_OR_POP = 49;
export const JUMP_IF_TRUE_OR_POP = 50;
/** iterable → iterator */
export const GET_ITER = 51;
/** iterator sent → iterator item, or jumps: iterator → */
export const FOR_ITER = 52;
/** iterable → n items, the first on top */
export const UNPACK = 53;
/** The same with a list for a star: n & 255 items before it, n >> 8 after it. */
export const UNPACK_STAR = 54;
export const POP = 55;
/** a → a a */
export const DUP = 56;
/** a b → a b a b */
export const DUP2 = 57;
/** a b → b a */
export const ROT2 = 58;
/** a b c → c a b */
export const ROT3 = 59;
/** function n arguments → result */
export const CALL = 60;
/** function self n arguments → result */
export const CALL_METHOD = 61;
/** function arguments → result; n & 255 arguments, the names of the last ones are constant n >> 8. */
export const CALL_KEYWORDS = 62;
/** function list list → result; the second list has keywords and values in turn. */
export const CALL_SPREAD = 63;
/** list mapping → list, with its keys and values added in turn */
export const KEYWORDS_EXTEND = 64;
/** defaults (a tuple), keyword defaults (a list), n cells, code → function */
export const MAKE_FUNCTION = 65;
/** value → (leaves the function) */
export const RETURN = 66;
/** value → value that is sent */
export const YIELD = 67;
/** → module; constant n is its path, true for the root of the path, true when the script catches its error */
export const IMPORT = 68;
/** module → module module.name; n is 2 · the index of the name + 1 when the script catches its error */
export const IMPORT_FROM = 69;
/** module → */
export const IMPORT_STAR = 70;
/** n values → (raises): nothing, an exception, an exception and its cause */
export const RAISE = 71;
/** handled exception → (raises the exception again) */
export const RERAISE = 72;
/** handled exception new → (raises the new exception) */
export const RERAISE_NEW = 73;
/** exception → handled exception; the exception now is the one that is handled. */
export const PUSH_HANDLED = 74;
/** handled exception → */
export const POP_HANDLED = 75;
/** handled exception class → handled exception; jumps when the class does not match. */
export const MATCH = 76;
/** exit handled exception → exit handled exception, exit type exception None */
export const WITH_ARGUMENTS = 77;
/** object → method n of its type, bound */
export const LOAD_SPECIAL = 78;
/** value (spec) → text; n & 3 is the conversion, n & 4 says that there is a spec. */
export const FORMAT = 79;
/** n texts → text */
export const BUILD_STRING = 80;
/** body, n & 255 bases, keywords → class; the name is that of the body, n >> 8 the constant of the names of keywords, from 1. */
export const BUILD_CLASS = 81;
/** Python 2: values → ; n & 1 ends the line, n & 2 says that there is a destination below, n >> 2 is the count. */
export const PRINT = 82;
/** → cell of slot n */
export const LOAD_CELL = 83;
/** iterator → iterator item, or jumps: iterator → result of the generator */
export const DELEGATE = 84;
/** iterator → ; a generator that nothing else refers to is closed. */
export const DROP_ITERATOR = 85;
/** An observer looks, and the instruction is executed. */
export const TRACE = 86;

/** Added to the argument of BINARY and IN_PLACE for `/` in a file of Python 2 that asks for true division. */
export const TRUE_DIVISION = 16;
/** The bits of the argument of BINARY and IN_PLACE that are the operator. */
export const OPERATOR = 15;
/** Operators by the argument of BINARY and IN_PLACE. */
export const binaryOperators = ['+', '-', '*', '/', '//', '%', '**', '@', '<<', '>>', '&', '|', '^'] as const;
/** Operators by the argument of UNARY. */
export const unaryOperators = ['-', '+', '~'] as const;
/** Operators by the argument of COMPARE. */
export const comparisonOperators = ['<', '<=', '>', '>=', '==', '!='] as const;
