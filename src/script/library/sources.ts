import abc from './python/abc.py?raw';
import argparse from './python/argparse.py?raw';
import bisect from './python/bisect.py?raw';
import contextlib from './python/contextlib.py?raw';
import csv from './python/csv.py?raw';
import dataclasses from './python/dataclasses.py?raw';
import enumModule from './python/enum.py?raw';
import functools from './python/functools.py?raw';
import heapq from './python/heapq.py?raw';
import io from './python/io.py?raw';
import itertools from './python/itertools.py?raw';
import logging from './python/logging.py?raw';
import operator from './python/operator.py?raw';
import pprint from './python/pprint.py?raw';
import statistics from './python/statistics.py?raw';
import textwrap from './python/textwrap.py?raw';
import timeit from './python/timeit.py?raw';
import typing from './python/typing.py?raw';

/** Modules that are written in Python, since their functions call functions of the script. */
export const sources: ReadonlyMap<string, string> = new Map(
  Object.entries({
    abc,
    argparse,
    bisect,
    contextlib,
    csv,
    dataclasses,
    enum: enumModule,
    functools,
    heapq,
    io,
    itertools,
    logging,
    operator,
    pprint,
    statistics,
    textwrap,
    timeit,
    typing,
  }),
);
