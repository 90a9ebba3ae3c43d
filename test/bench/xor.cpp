// The tutorial's network with fixed sizes, in C++. Prints the CPU seconds of as many iterations as its argument says.
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>

constexpr int examples = 4, inputs = 3, hidden = 4;

static double X[examples][inputs] = {{0, 0, 1}, {0, 1, 1}, {1, 0, 1}, {1, 1, 1}};
static double y[examples] = {0, 1, 1, 0};
static double syn0[inputs][hidden], syn1[hidden];

static double sigmoid(double z) { return 1 / (1 + std::exp(-z)); }

static void iterate() {
  double l1[examples][hidden], l2[examples], delta2[examples], delta1[examples][hidden];
  for (int r = 0; r < examples; r++) {
    for (int c = 0; c < hidden; c++) {
      double sum = 0;
      for (int k = 0; k < inputs; k++) sum += X[r][k] * syn0[k][c];
      l1[r][c] = sigmoid(sum);
    }
    double sum = 0;
    for (int k = 0; k < hidden; k++) sum += l1[r][k] * syn1[k];
    l2[r] = sigmoid(sum);
    delta2[r] = (y[r] - l2[r]) * (l2[r] * (1 - l2[r]));
    for (int c = 0; c < hidden; c++) delta1[r][c] = delta2[r] * syn1[c] * (l1[r][c] * (1 - l1[r][c]));
  }
  for (int c = 0; c < hidden; c++) {
    double sum = 0;
    for (int r = 0; r < examples; r++) sum += l1[r][c] * delta2[r];
    syn1[c] += sum;
  }
  for (int k = 0; k < inputs; k++) {
    for (int c = 0; c < hidden; c++) {
      double sum = 0;
      for (int r = 0; r < examples; r++) sum += X[r][k] * delta1[r][c];
      syn0[k][c] += sum;
    }
  }
}

int main(int, char **arguments) {
  const int iterations = std::atoi(arguments[1]);
  std::srand(1);
  for (auto &row : syn0) for (double &weight : row) weight = 2.0 * std::rand() / RAND_MAX - 1;
  for (double &weight : syn1) weight = 2.0 * std::rand() / RAND_MAX - 1;
  const std::clock_t begin = std::clock();
  for (int i = 0; i < iterations; i++) iterate();
  const double seconds = double(std::clock() - begin) / CLOCKS_PER_SEC;
  // The sum keeps the compiler from leaving the work out.
  std::printf("%.9f %.9f\n", syn0[0][0] + syn1[0], seconds);
}
