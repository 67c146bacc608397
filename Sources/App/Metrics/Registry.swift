package import Metrics
import Synchronization

/// Keeps what is measured, and tells it as Prometheus reads it
/// (https://prometheus.io/docs/instrumenting/exposition_formats/). The label of an instrument is the
/// name of its series; whoever asks for one twice gets the same.
///
/// The lock guards the list of instruments alone: measuring takes none.
package final class Registry: MetricsFactory {
  private let families = Mutex<[String: Family]>([:])
  private let catalogue: [String: Series]

  /// - Parameter catalogue: what is known of series by their names.
  package init(catalogue: [String: Series] = Series.all) { self.catalogue = catalogue }

  /// All of it, sorted by name.
  package var text: String {
    families.withLock { families in
      families.sorted { $0.key < $1.key }.map { name, family in
        family.text(name: name, help: catalogue[name]?.help)
      }.joined()
    }
  }

  package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
    instrument(label, dimensions, orMake: Tally())
  }

  package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
    instrument(label, dimensions, orMake: Level())
  }

  package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
    instrument(label, dimensions, orMake: histogram(label, unit: 1e-9))
  }

  package func makeRecorder(
    label: String, dimensions: [(String, String)], aggregate: Bool
  ) -> any RecorderHandler {
    aggregate
      ? instrument(label, dimensions, orMake: histogram(label, unit: 1))
      : instrument(label, dimensions, orMake: Level())
  }

  package func destroyCounter(_ handler: any CounterHandler) { forget(handler) }
  package func destroyMeter(_ handler: any MeterHandler) { forget(handler) }
  package func destroyTimer(_ handler: any TimerHandler) { forget(handler) }
  package func destroyRecorder(_ handler: any RecorderHandler) { forget(handler) }

  private func histogram(_ label: String, unit: Double) -> Histogram {
    Histogram(bounds: catalogue[label]?.bounds ?? Series.someBounds, unit: unit)
  }

  /// An instrument whose name another kind has already is kept by nobody: a series has one kind.
  private func instrument<Instrument: ExposedInstrument>(
    _ label: String, _ dimensions: [(String, String)],
    orMake make: @autoclosure () -> Instrument
  ) -> Instrument {
    let labels = Exposition.labels(dimensions)
    return families.withLock { families in
      let name = Exposition.name(label)
      if let known = families[name]?.instruments[labels] as? Instrument { return known }
      let instrument = make()
      guard families[name, default: Family(kind: Instrument.kind)].kind == Instrument.kind else {
        return instrument
      }
      families[name, default: Family(kind: Instrument.kind)].instruments[labels] = instrument
      return instrument
    }
  }

  private func forget(_ handler: AnyObject) {
    families.withLock { families in
      families = families.compactMapValues { family in
        var family = family
        family.instruments = family.instruments.filter { $1 !== handler }
        return family.instruments.isEmpty ? nil : family
      }
    }
  }
}

/// The instruments of one name, by their labels.
private struct Family {
  let kind: String
  var instruments: [String: any ExposedInstrument] = [:]

  func text(name: String, help: String?) -> String {
    let head = (help.map { "# HELP \(name) \($0)\n" } ?? "") + "# TYPE \(name) \(kind)\n"
    return instruments.sorted { $0.key < $1.key }.reduce(into: head) { text, entry in
      text += entry.value.lines(name: name, labels: entry.key)
    }
  }
}
