import OrderedJSON
import Scheduling
import Testing
import Workflows

/// What steps refer to, and what is picked out of it.
@Suite struct StepReferenceTests {
  private func sent(_ params: String, _ results: String = "{}") throws -> JSON {
    var values = ReferenceValues(secrets: ["token": "hush"])
    values.steps = try JSON(parsing: results)
    values.item = ["id": 7, "name": "Ann"]
    values.inputs = ["city": "Oslo"]
    values.run = ["number": 3]
    let step = Workflow.Step(tool: "t", params: try JSON(parsing: params))
    return try step.params(over: values)
  }

  private func fault(_ params: String, _ results: String = "{}") -> String? {
    do throws(ReferenceFault) {
      var values = ReferenceValues()
      values.steps = try! JSON(parsing: results)
      _ = try Workflow.Step(tool: "t", params: try! JSON(parsing: params)).params(over: values)
      return nil
    } catch {
      return error.description
    }
  }

  @Test func `each source gives its value, of its own type`() throws {
    let params =
      #"{"a":{"$ref":"steps/s1/result/ids/0"},"b":{"$ref":"item/id"},"c":{"$ref":"inputs/city"},"d":{"$ref":"run/number"},"e":{"$ref":"secrets/token"},"f":{"$ref":"item"}}"#
    #expect(
      try sent(params, #"{"s1": {"result": {"ids": [12345678901234567890]}}}"#) == [
        "a": .number("12345678901234567890"), "b": 7, "c": "Oslo", "d": 3, "e": "hush",
        "f": ["id": 7, "name": "Ann"],
      ])
  }

  @Test func `a labelled line, a part of a text, JSON in one, and an element of a list`() throws {
    let results =
      #"{"s1":{"result":"ID: 4\nName: Ann\nurl=https://x.example/?id=88&z=1"},"s2":{"result":[{"name":"Plan","id":1},{"name":"Budget","id":2}]},"s3":{"result":"{\"n\":[5]}"}}"#
    func picked(_ reference: String) throws -> JSON? {
      try sent(#"{"x": \#(reference)}"#, results)["x"]
    }
    #expect(try picked(#"{"$ref":"steps/s1/result","pick":{"label":"ID"}}"#) == "4")
    #expect(try picked(#"{"$ref":"steps/s1/result","pick":{"after":"id=","before":"&"}}"#) == "88")
    #expect(try picked(#"{"$ref":"steps/s3/result","pick":{"json":"/n/0"}}"#) == 5)
    #expect(
      try picked(#"{"$ref":"steps/s2/result","pick":{"where":{"/name":"Budget"},"then":"/id"}}"#)
        == 2)
    #expect(
      try picked(
        #"{"$ref":"steps/s2/result","pick":{"where":{"/name":{"$text":["Bud","get"]}},"then":"/id"}}"#
      )
        == 2)
  }

  @Test func `what is not there, or more often than once, fails and is named`() {
    let results = #"{"s1":{"result":"ID: 4\nID: 5"}}"#
    #expect(
      fault(#"{"x":{"$ref":"steps/s1/result","pick":{"label":"ID"}}}"#, results)
        == "The reference steps/s1/result finds 2 where one is meant: a line with the label \"ID\"; \"nth\" says which."
    )
    #expect(
      fault(#"{"x":{"$ref":"steps/s1/result","pick":{"label":"ID","nth":-1}}}"#, results) == nil)
    #expect(
      fault(#"{"x":{"$ref":"steps/s1/result","pick":{"label":"Key"}}}"#, results)
        == "The reference steps/s1/result finds nothing: there is not a line with the label \"Key\"."
    )
    #expect(
      fault(#"{"x":{"$ref":"steps/s9/result"}}"#, results)
        == "The reference steps/s9/result finds nothing: steps has s1.")
    #expect(fault(#"{"x":{"$ref":"steps/s9/result","optional":true}}"#, results) == nil)
  }

  @Test func `a number that was taken for a secret is a number again`() throws {
    let step = Workflow.Step(
      tool: "t", params: ["pin": ["$ref": "secrets/pin", "pick": ["json": ""]]])
    #expect(try step.params(with: ["pin": "4815162342"]) == ["pin": 4_815_162_342])
    #expect(step.shownParams == ["pin": "[secret pin]"])
    #expect(step.secretNames == ["pin"])
  }

  @Test func `what else stands by reference is shown as it is written`() {
    let reference: JSON = ["$ref": "steps/s1/result/id"]
    let step = Workflow.Step(
      tool: "t",
      params: ["a": reference, "b": ["$text": ["x ", ["$ref": "secrets/token"]]], "$$c": 1])
    #expect(step.shownParams == ["a": reference, "b": "x [secret token]", "$c": 1])
    #expect(step.sources == [.steps, .secrets])
  }
}
