import numpy as n
e=n.exp;r=n.random;r.seed(1)
X=n.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]]);y=n.array([[0,1,1,0]]).T
a=2*r.random((3,4))-1;b=2*r.random((4,1))-1
for j in range(60000):
 h=1/(1+e(-X@a));o=1/(1+e(-h@b));d=(y-o)*o*(1-o);c=d@b.T*h*(1-h);b+=h.T@d;a+=X.T@c
