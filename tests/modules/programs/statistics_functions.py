"""statistics."""
import statistics as s
from fractions import Fraction as F
from statistics import NormalDist


def attempt(function, *args, **kwargs):
    try:
        return function(*args, **kwargs)
    except Exception as error:
        return type(error).__name__, str(error)


sets = [[1, 2, 3, 4], [1.5, 2.5, 2.5, 2.75, 3.25, 4.75], [F(3, 7), F(1, 21), F(5, 3), F(1, 3)], [1, 2.5, 3], [5], [], [0.1] * 10, [1e30, 1, 3, -1e30], [-5, 3, 3, 2],
        list(range(1, 100, 7)), [True, False, True], [10.0**i for i in range(-5, 6)], [float("inf"), 1], [2, 2, 3, 3]]
for data in sets:
    print(data)
    for name in ["mean", "fmean", "geometric_mean", "harmonic_mean", "median", "median_low", "median_high", "median_grouped", "mode", "multimode", "pstdev", "pvariance", "stdev",
                 "variance", "quantiles"]:
        print("   ", name, attempt(getattr(s, name), data))
    print("   ", attempt(s.quantiles, data, n=10), attempt(s.quantiles, data, n=5, method="inclusive"))
print(s.mode("aabbc"), s.multimode("aabbc"), s.fmean([1, 2, 3], [3, 1, 1]), s.harmonic_mean([40, 60], weights=[5, 30]), s.variance([1, 2, 4], 7 / 3), s.pvariance([1, 2, 4], 2))
print(attempt(s.fmean, [1], [1, 2]), attempt(s.quantiles, [1, 2], n=0), attempt(s.quantiles, [1, 2], method="x"), attempt(s.mean, ["a"]), attempt(s.harmonic_mean, [0, 1]),
      s.median_grouped([1, 3, 3, 5, 7], interval=2), attempt(s.mean, iter([1, 2])))
x, y = [1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 2, 3, 1, 2, 3, 1, 2, 3.5]
print(s.covariance(x, y), s.correlation(x, y), s.correlation(x, [-a for a in x]), s.linear_regression(x, y), s.linear_regression(x, y, proportional=True))
print(attempt(s.correlation, [1, 1], [1, 2]), attempt(s.covariance, [1], [2]), attempt(s.covariance, [1, 2], [2]), attempt(s.linear_regression, [1, 1], [1, 2]))
n = NormalDist(100, 15)
m = NormalDist.from_samples([1, 2, 4, 9])
print(n, m, n.mean, n.median, n.mode, n.stdev, n.variance, n.pdf(110), n.cdf(120), [n.inv_cdf(p) for p in (1e-12, 0.01, 0.3, 0.5, 0.9, 0.999999)], n.quantiles(), n.zscore(130))
print(n.overlap(NormalDist(110, 10)), n.overlap(NormalDist(90, 15)), n + m, n - m, n * 2, n / 3, -n, +n, 5 - n, 3 + n, n == NormalDist(100, 15), hash(n) == hash(NormalDist(100, 15)), n.samples(3, seed=5))
print(attempt(NormalDist, 0, -1), attempt(n.inv_cdf, 0), attempt(NormalDist(0, 0).pdf, 1), attempt(NormalDist(0, 0).cdf, 1), attempt(n.overlap, 5))
