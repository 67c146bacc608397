import TestSupport

/// Logs that were made with one seed: each task in each family and manner.
struct MadeSet {
  let seed: UInt64
  /// How often each task is done.
  let rounds: Int

  /// A log, and the same task in another world.
  func visit(_ body: (_ name: String, MadeLog, MadeLog) -> Void) {
    var dice = Dice(seed: seed)
    for round in 0..<rounds {
      for (number, task) in Tasks.all.enumerated() {
        let seed = dice.next()
        func script(_ world: UInt64, _ today: Int) -> Script {
          var script = Script(task: seed, world: world, today: today)
          task.perform(&script)
          return script
        }
        let one = script(dice.next(), dice.number(20_600...20_900))
        let other = script(dice.next(), dice.number(20_901...21_300))
        for (index, family) in MadeLog.Family.allCases.enumerated() {
          let manners = MadeLog.Manner.allCases
          let manner = manners[(index + round + number) % manners.count]
          body(
            task.name, MadeLog(script: one, family: family, manner: manner),
            MadeLog(script: other, family: family, manner: manner))
        }
      }
    }
  }

  var score: Score {
    var score = Score()
    visit { score.add(Judgement.score($0, $1, elsewhere: $2)) }
    return score
  }
}
