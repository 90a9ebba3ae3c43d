import argparse from './python/argparse.py?raw';
import bisect from './python/bisect.py?raw';
import csv from './python/csv.py?raw';
import heapq from './python/heapq.py?raw';
import itertools from './python/itertools.py?raw';
import operator from './python/operator.py?raw';
import statistics from './python/statistics.py?raw';

/** Modules that are written in Python, since their functions call functions of the script. */
export const sources: ReadonlyMap<string, string> = new Map(
  Object.entries({ argparse, bisect, csv, heapq, itertools, operator, statistics }),
);
