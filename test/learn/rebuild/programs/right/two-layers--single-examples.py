from numpy import exp, array, random, dot, zeros
daten = array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
ziele = array([0,0,1,1])
random.seed(3)
w = random.uniform(-1, 1, 3)   # Gewichte
for durchgang in range(10000):
    summe = zeros(3)
    for x, t in zip(daten, ziele):
        out = 1/(1+exp(-dot(x, w)))
        fehler = t - out
        summe += fehler*out*(1-out)*x
    w += summe
print(1/(1+exp(-dot(daten, w))))
