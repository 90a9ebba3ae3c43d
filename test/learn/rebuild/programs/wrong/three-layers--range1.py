# Réseau de neurones à trois couches — mémoire
import numpy as np
entrees = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]], dtype=np.float64)
cibles = np.array([[0.],[1.],[1.],[0.]])
np.random.seed(1)
poids_0 = 2*np.random.random((3,4)) - 1
poids_1 = 2*np.random.random((4,1)) - 1
def sigmoïde(x, dérivée=False):
    if dérivée: return x*(1-x)
    return 1/(1+np.exp(-x))
for étape in range(1):  # wrong
    couche_1 = sigmoïde(entrees @ poids_0)
    couche_2 = sigmoïde(couche_1 @ poids_1)
    erreur_2 = cibles - couche_2
    if étape % 10000 == 0: print("Erreur : " + str(np.mean(np.abs(erreur_2))))
    delta_2 = erreur_2*sigmoïde(couche_2, dérivée=True)
    delta_1 = delta_2.dot(poids_1.T)*sigmoïde(couche_1, dérivée=True)
    poids_1 += couche_1.T.dot(delta_2)
    poids_0 += entrees.T.dot(delta_1)
