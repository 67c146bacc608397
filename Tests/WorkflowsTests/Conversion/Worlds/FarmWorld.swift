import OrderedJSON
import TestSupport

/// Fields and sensors: lists of plain texts, numbers that come again everywhere, the same list twice.
enum FarmWorld {
  static func water(_ s: inout Script) {
    let count = s.dice.number(3...6)
    s.said("Water all dry fields for 20 minutes.")
    let fields = (0..<count).map { _ in JSON.string("field-\(s.hex(5))") }
    let dry = s.call(
      "list_dry_fields", [("below", .literal(30))],
      gives: ["fields": .array(fields), "minutes": 20])
    let pump = s.fresh.number(1...9)
    let started = s.call(
      "start_pump", [("pressure", .literal(3))],
      gives: ["pump_no": .number(String(pump)), "pressure": 3, "minutes": 20])
    let times = fields.map { field in
      [
        s.call(
          "open_valve",
          [
            ("field", .item(dry, field)), ("pump_no", .from(started, .number(String(pump)))),
            ("minutes", .named(20)),
          ], gives: ["open": true, "field": field])
      ]
    }
    s.loop(times, over: dry, "fields")
    let logged = fields.map { field in
      [
        s.call(
          "log_watering",
          [
            ("field", .item(dry, field)), ("day", s.day { Script.compact($0) }),
            ("note", .item(dry, .string("Watered \(field.text ?? "") by rule"))),
          ], gives: ["logged": true])
      ]
    }
    s.loop(logged, over: dry, "fields")
    s.call(
      "stop_pump", [("pump_no", .from(started, .number(String(pump))))], gives: ["stopped": true])
  }

  /// Sensors are read in the order of the list from its end: no loop. The worst is looked after.
  static func sensors(_ s: inout Script) {
    s.said("Check the sensors and replace the battery of the weakest one next week.")
    let sensors: [JSON] = (0..<4).map { number in
      ["sensor_id": s.id("sn"), "battery": .number("\(9 + 7 * number)"), "type": "soil"]
    }
    let list = s.call(
      "list_sensors", [("type", .literal("soil"))], gives: ["sensors": .array(sensors)])
    for sensor in sensors.reversed() {
      s.call(
        "read_sensor", [("sensor_id", .from(list, sensor["sensor_id"] ?? .null))],
        gives: ["moisture": .number(String(s.fresh.number(10...40))), "type": "soil"])
    }
    s.call(
      "plan_work",
      [
        ("sensor_id", .from(list, sensors[0]["sensor_id"] ?? .null)),
        ("from", s.day { Script.iso($0 - Script.weekday($0) + 7) }),
        ("to", s.day { Script.iso($0 - Script.weekday($0) + 13) }), ("type", .literal("battery")),
      ], gives: ["work_order": s.id("wo")])
  }
}
