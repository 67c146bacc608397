import OrderedJSON
import TestSupport

/// Patients, whose numbers hold their births; what is read again after it was changed.
enum ClinicWorld {
  static func move(_ s: inout Script) {
    let patient = s.somePeople(1)[0]
    s.said("Move the appointment of \(patient) to next Monday and tell them by text message.")
    let born = s.factDay()
    let number = "\(born.filter { $0 != "-" })-\(s.fresh.number(10...99))"
    let phone = "+47\(s.fresh.number(10_000_000...99_999_999))"
    let found = s.call(
      "find_patient", [("name", .named(.string(patient)))],
      gives: [
        "patients": [
          [
            "patient_no": .string(number), "name": .string(patient), "born": .string(born),
            "phone": .string(phone), "visits": 3,
          ]
        ]
      ])
    let visit = s.fresh.number(1...99)
    let doctor = "Dr. " + s.fresh.pick(["Hagen", "Moreau", "Ito", "Kowalska"])
    let list: [(String, Meant)] = [
      ("patient_no", .from(found, .string(number))), ("from", s.day { Script.iso($0) }),
    ]
    let old = Script.iso(s.today + s.fresh.number(9...13)) + "T11:00:00"
    let read = s.call(
      "list_appointments", list,
      gives: [
        "appointments": [
          [
            "appointment_id": .number(String(visit)), "start": .string(old),
            "doctor": .string(doctor), "visits": 3,
          ]
        ]
      ])
    let monday = Script.nextMonday(s.today)
    let slots: [JSON] = ["09:00", "09:30", "14:00"].map {
      ["slot_id": s.id("sl"), "start": .string("\(Script.iso(monday))T\($0):00")]
    }
    let free = s.call(
      "list_free_slots",
      [
        ("doctor", .from(read, .string(doctor))),
        ("date", s.day { Script.iso(Script.nextMonday($0)) }), ("minutes", .literal(30)),
      ], gives: ["slots": .array(slots)])
    s.call(
      "move_appointment",
      [
        ("appointment_id", .from(read, .number(String(visit)))),
        ("slot_id", .from(free, slots[0]["slot_id"] ?? .null)), ("notify", .literal(false)),
      ], gives: ["ok": true])
    s.call(
      "list_appointments", list,
      gives: [
        "appointments": [
          [
            "appointment_id": .number(String(visit)), "start": slots[0]["start"] ?? .null,
            "doctor": .string(doctor), "visits": 3,
          ]
        ]
      ])
    s.call(
      "send_text",
      [
        ("phone", .from(found, .string(phone))),
        (
          "text",
          s.day { "Your new appointment is on \(Script.short(Script.nextMonday($0))) at 9." }
        ),
      ], gives: ["queued": true])
  }
}
