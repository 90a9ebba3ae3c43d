"""Writes scenarios/data/iris.csv and digits.csv.gz from the copies that come with scikit-learn.

    apt-get install python3-sklearn
    /usr/bin/python3 scripts/example-data.py

The numbers stay as they are; headers are added, and names in the place of the numbers of iris species.
"""

import gzip
from pathlib import Path

import sklearn.datasets

SOURCE = Path(sklearn.datasets.__file__).parent / "data"
FOLDER = Path(__file__).parent.parent / "scenarios" / "data"


def iris():
    first, *rows = (SOURCE / "iris.csv").read_text().splitlines()
    species = first.split(",")[2:]
    yield "sepal length,sepal width,petal length,petal width,species"
    for row in rows:
        *sizes, number = row.split(",")
        yield ",".join([*sizes, species[int(number)]])


def digits():
    yield ",".join([*(f"r{row}c{column}" for row in range(1, 9) for column in range(1, 9)), "digit"])
    yield from gzip.decompress((SOURCE / "digits.csv.gz").read_bytes()).decode().splitlines()


def text(lines):
    return "".join(f"{line}\n" for line in lines)


FOLDER.mkdir(exist_ok=True)
(FOLDER / "iris.csv").write_text(text(iris()))
# Without the time of day: the same bytes every time.
(FOLDER / "digits.csv.gz").write_bytes(gzip.compress(text(digits()).encode(), compresslevel=9, mtime=0))
