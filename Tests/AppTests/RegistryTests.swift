import App
import Metrics
import Testing

@Suite struct RegistryTests {
  private let registry = Registry(catalogue: [
    "lateness_seconds": Series("How late.", bounds: [0.5, 1]),
    "runs_total": Series("Runs that ended."),
  ])

  @Test func `counters are told with their kind, by label`() {
    Counter(label: "runs_total", dimensions: [("outcome", "failed")], factory: registry)
      .increment(by: 2)
    _ = Counter(label: "runs_total", dimensions: [("outcome", "succeeded")], factory: registry)
    #expect(
      registry.text == """
        # HELP runs_total Runs that ended.
        # TYPE runs_total counter
        runs_total{outcome="failed"} 2
        runs_total{outcome="succeeded"} 0

        """)
  }

  @Test func `whoever asks twice gets the same`() {
    for _ in 0..<3 { Counter(label: "runs_total", factory: registry).increment() }
    #expect(registry.text.hasSuffix("\nruns_total 3\n"))
  }

  @Test func `a histogram counts up to each bound, its sum in seconds`() {
    let timer = Timer(label: "lateness_seconds", factory: registry)
    for milliseconds: Int64 in [500, 501, 1000, 7000] { timer.recordMilliseconds(milliseconds) }
    #expect(
      registry.text == """
        # HELP lateness_seconds How late.
        # TYPE lateness_seconds histogram
        lateness_seconds_bucket{le="0.5"} 1
        lateness_seconds_bucket{le="1"} 3
        lateness_seconds_bucket{le="+Inf"} 4
        lateness_seconds_sum 9.001
        lateness_seconds_count 4

        """)
  }

  @Test func `a gauge is as it was last set`() {
    let meter = Meter(label: "wal_bytes", factory: registry)
    meter.set(12)
    meter.set(0.25)
    meter.increment(by: 2)
    meter.decrement(by: 1)
    Recorder(label: "of_recorder", aggregate: false, factory: registry).record(3)
    #expect(registry.text.contains("# TYPE wal_bytes gauge\nwal_bytes 1.25\n"))
    #expect(registry.text.contains("# TYPE of_recorder gauge\nof_recorder 3\n"))
  }

  @Test func `names and values are written as the format takes them`() {
    Counter(
      label: "9 lives.total", dimensions: [("the route", "/a\"b\\c\nd")], factory: registry
    ).increment()
    #expect(registry.text.contains("_9_lives_total{the_route=\"/a\\\"b\\\\c\\nd\"} 1\n"))
  }

  @Test func `a name keeps the kind that it was first given`() {
    Counter(label: "runs_total", factory: registry).increment()
    Meter(label: "runs_total", factory: registry).set(7)
    #expect(registry.text.hasSuffix("# TYPE runs_total counter\nruns_total 1\n"))
  }

  @Test func `what is destroyed is told no more`() {
    let counter = Counter(label: "runs_total", factory: registry)
    counter.destroy()
    #expect(registry.text.isEmpty)
  }

  @Test func `nothing is lost when many count at once`() async {
    let counter = Counter(label: "runs_total", factory: registry)
    let timer = Timer(label: "lateness_seconds", factory: registry)
    await withTaskGroup { group in
      for _ in 0..<8 {
        group.addTask {
          for _ in 0..<10_000 {
            counter.increment()
            timer.recordSeconds(1)
          }
        }
      }
    }
    #expect(registry.text.contains("runs_total 80000\n"))
    #expect(registry.text.contains("lateness_seconds_sum 80000\n"))
  }
}
