import OrderedJSON
import Scheduling

extension StoredSchedule {
  /// At the end, where it is to blame: without it, instants would be left.
  func faultOfBeingOver(at now: Instant, zones: TimeZoneDatabase) -> Fault {
    let endless = StoredSchedule(
      type: type, time: time, config: .object(config?.members?.filter { $0.key != "end" } ?? []),
      defaults: defaults)
    let goesOn = (try? endless.parsed(anchor: now, zones: zones))?.next(after: now) != nil
    let path: [String] =
      if goesOn {
        ["schedule_config", "end"]
      } else if type == "custom", config?["customInterval"] != nil {
        ["schedule_config", "customInterval"]
      } else {
        ["schedule_time"]
      }
    return Fault(path, "this schedule is over: it has no instant left")
  }

  /// - Throws: `Refusal.invalid` with every fault of schedule and policies, at its path; only those
  ///   of its size where it is too large to be read.
  func read(
    anchor: Instant, zones: TimeZoneDatabase
  ) throws(Refusal) -> (Schedule, Policies) {
    let sizeFaults = sizeFaults
    guard sizeFaults.isEmpty else { throw .invalid(sizeFaults) }
    let schedule: Result<Schedule, Refusal> = Result { () throws(Refusal) in
      try parsed(anchor: anchor, zones: zones)
    }
    let policies: Result<Policies, Refusal> = Result { () throws(Refusal) in
      try Policies(config: config)
    }
    if case .failure(.invalid(let faults)) = schedule,
      case .failure(.invalid(let others)) = policies
    {
      throw .invalid(faults + others)
    }
    return (try schedule.get(), try policies.get())
  }

  /// What keeps it from being read at all.
  package var sizeFaults: [Fault] {
    let limit = Limits.scheduleTextCharacters
    var faults = Fault.ofLength(type, ["schedule_type"], limit: limit)
    if let time { faults += Fault.ofLength(time, ["schedule_time"], limit: limit) }
    if let text = config?["customInterval"]?.text {
      faults += Fault.ofLength(text, ["schedule_config", "customInterval"], limit: limit)
    }
    let size = config?.bytes.count ?? 0
    if size > Limits.scheduleConfigBytes {
      faults.append(
        Fault(
          ["schedule_config"],
          "must have at most \(Limits.scheduleConfigBytes) bytes; there are \(size)", .tooLong))
    }
    return faults
  }

  /// - Throws: `Refusal.invalid` with every fault of the schedule, at its path.
  func parsed(anchor: Instant, zones: TimeZoneDatabase) throws(Refusal) -> Schedule {
    let schedule: Schedule
    do throws(ScheduleFaults) {
      schedule = try Schedule(input, anchor: anchor, zones: zones)
    } catch {
      throw .invalid(error.faults.map(Fault.init))
    }
    guard let path = config?.pathToNUL else { return schedule }
    throw .invalid([.ofNUL(["schedule_config"] + path)])
  }
}

extension Fault {
  init(_ fault: ScheduleFault) {
    self.init(
      fault.path, fault.message, fault.isMissing ? .missing : .value, offers: fault.offers)
  }
}
