import math


class StatisticsError(ValueError):
    pass


def _values(data, name):
    values = list(data)
    if not values:
        raise StatisticsError(name + ' requires at least one data point')
    return values


def _exact(total):
    return int(total) if isinstance(total, float) and total.is_integer() else total


def mean(data):
    values = _values(data, 'mean')
    if all([isinstance(value, int) for value in values]):
        total = sum(values)
        return total // len(values) if total % len(values) == 0 else total / len(values)
    return math.fsum(values) / len(values)


def fmean(data):
    values = _values(data, 'fmean')
    return math.fsum(values) / len(values)


def median(data):
    values = sorted(data)
    if not values:
        raise StatisticsError('no median for empty data')
    middle = len(values) // 2
    return values[middle] if len(values) % 2 else (values[middle - 1] + values[middle]) / 2


def mode(data):
    counts = {}
    for value in data:
        counts[value] = counts.get(value, 0) + 1
    if not counts:
        raise StatisticsError('no mode for empty data')
    best = None
    for value in counts:
        if best is None or counts[value] > counts[best]:
            best = value
    return best


def _squares(values):
    center = math.fsum(values) / len(values)
    return math.fsum([(value - center) ** 2 for value in values])


def pvariance(data, mu=None):
    values = _values(data, 'pvariance')
    return _exact(_squares(values) / len(values)) if all([isinstance(v, int) for v in values]) else _squares(values) / len(values)


def variance(data, xbar=None):
    values = list(data)
    if len(values) < 2:
        raise StatisticsError('variance requires at least two data points')
    result = _squares(values) / (len(values) - 1)
    return _exact(result) if all([isinstance(value, int) for value in values]) else result


def pstdev(data, mu=None):
    return math.sqrt(pvariance(data))


def stdev(data, xbar=None):
    values = list(data)
    if len(values) < 2:
        raise StatisticsError('stdev requires at least two data points')
    return math.sqrt(_squares(values) / (len(values) - 1))


def median_low(data):
    values = sorted(data)
    if not values:
        raise StatisticsError('no median for empty data')
    return values[(len(values) - 1) // 2]


def median_high(data):
    values = sorted(data)
    if not values:
        raise StatisticsError('no median for empty data')
    return values[len(values) // 2]


def quantiles(data, *, n=4, method='exclusive'):
    values = sorted(data)
    count = len(values)
    if count < 2:
        raise StatisticsError('must have at least two data points')
    results = []
    for i in range(1, n):
        whole = count + 1 if method == 'exclusive' else count - 1
        j = i * whole // n
        if method == 'exclusive':
            j = max(1, min(j, count - 1))
            rest = i * whole - j * n
            results.append((values[j - 1] * (n - rest) + values[j] * rest) / n)
        else:
            rest = i * whole - j * n
            results.append((values[j] * (n - rest) + values[j + 1] * rest) / n)
    return results
