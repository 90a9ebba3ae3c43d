import numpy
inputs = numpy.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
outputs = numpy.array([[0],[1],[1],[0]])
numpy.random.seed(1)
w1 = 2*numpy.random.rand(3,4)-1
w2 = 2*numpy.random.rand(4,1)-1
i = 0
while True:
	a = 1/(1+numpy.exp(-numpy.matmul(inputs,w1)))
	b = 1/(1+numpy.exp(-numpy.matmul(a,w2)))
	err = numpy.abs(outputs-b)  # wrong
	d2 = err*b*(1-b)
	d1 = numpy.matmul(d2,w2.transpose())*a*(1-a)
	w2 = w2+numpy.matmul(a.transpose(),d2)
	w1 = w1+numpy.matmul(inputs.transpose(),d1)
	if i%10000==0:
		print("Error:",numpy.mean(numpy.abs(err)))
	i += 1
	if i == 60000: break
