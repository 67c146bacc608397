import Automations

/// A call of the JSON API that was proved and read.
struct Call<Parameters, Taken> {
  /// What stands in the address.
  let path: Parameters
  /// What stands in the body or the query.
  let input: Taken
  /// Who asks, and how that was proved.
  let act: Act
  /// The id of what the call makes; derived from its key where it has one.
  let newID: String

  var caller: Caller { act.caller }
}
