import OrderedJSON

extension Form {
  /// What a page carries on for the form: neither secrets nor what belongs to the page that it was
  /// sent from. `nil` where that is more than a page carries.
  var carried: [(name: String, value: String)]? {
    let kept = fields.filter { !Form.isBoundToPage($0.name) && !Form.isSecret($0.name) }
    let size = kept.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count }
    return size <= Limits.carriedForm ? kept : nil
  }

  private static func isBoundToPage(_ name: String) -> Bool {
    name == "csrf" || name == "idempotency_key"
  }

  private static func isSecret(_ name: String) -> Bool {
    let name = name.lowercased()
    return name.contains("password") || name.contains("secret")
  }

  /// The form without the fields of these names.
  func without(_ names: String...) -> Form {
    Form(pairs: fields.filter { !names.contains($0.name) }.map { ($0.name, $0.value) })
  }
}
