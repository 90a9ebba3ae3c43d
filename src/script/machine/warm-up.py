# JavaScript compiles the loop of the machine better when it has seen each frequent instruction with its usual operands: otherwise it
# compiles the loop again at the first script line of each kind.


class Thing:
    def __init__(self, value):
        self.value = value

    def twice(self, factor=2):
        self.value = self.value * factor
        return self.value


def work(a, b=2, c=3):
    x = 1.5
    items = [a, b, (c, x)]
    thing = Thing(a)
    i = 0
    while i < 3:
        i = i + 1
        i -= 0
        x = (x + 1.0) * 2.0 - 1.0 / 3.0 - -x
        x += 0.5
        y = i * 2 - 1
        z = i / 2
        w = -y % 3 // 2
        if y == 3 or x > 2.0 and not z <= 1:
            items[0] = items[1]
        thing.value += 1
        thing.twice()
        Thing.twice(thing, factor=3)
        if y != 3:
            continue
        x = 1 + x
        x = 2 * x / 4
    for k in items[0:2]:
        p, q = k, y
        len(items)
        items.append('text'[0:1])
    total = 0
    for k in items:
        total = total + len(items) * 0
    return a


for j in [1, 2, 3, 4]:
    n = work(work(j, c=work(2)))
    m = n + j
