import Engine
import Testing

@Suite struct AllowedNetworksTests {
  @Test(arguments: [
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1",
    "169.254.169.254", "100.64.0.1", "100.127.255.255", "192.0.2.1", "198.18.0.1", "224.0.0.1",
    "239.255.255.255", "255.255.255.255", "240.0.0.1", "::", "::1", "::ffff:127.0.0.1",
    "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "fe80::1", "fec0::1", "fc00::1", "fd12::1",
    "ff02::1", "2001:db8::1", "2001::1", "2002:7f00:1::1", "100::1",
  ])
  func `an address that is not public is refused`(_ text: String) throws {
    let address = try #require(IPAddress(text))
    #expect(try !AllowedNetworks("").permit(address))
  }

  @Test(arguments: [
    "1.1.1.1", "8.8.8.8", "100.63.255.255", "100.128.0.0", "172.15.255.255", "172.32.0.0",
    "223.255.255.255", "2606:4700:4700::1111", "2a00:1450::1", "::ffff:8.8.8.8",
  ])
  func `a public address is permitted`(_ text: String) throws {
    let address = try #require(IPAddress(text))
    #expect(try AllowedNetworks("").permit(address))
  }

  @Test func `the operator's networks are permitted, to their borders`() throws {
    let allowed = try AllowedNetworks("127.0.0.0/8, ::1 10.2.0.0/15")
    let permitted = ["127.0.0.1", "127.255.255.255", "::ffff:127.0.0.1", "::1", "10.3.255.255"]
    for text in permitted { #expect(allowed.permit(try #require(IPAddress(text)))) }
    for text in ["10.4.0.0", "10.1.255.255", "::2", "192.168.0.1"] {
      #expect(!allowed.permit(try #require(IPAddress(text))))
    }
  }

  @Test func `they are told as they may be given`() throws {
    let allowed = try AllowedNetworks("10.2.0.0/15 ::1")
    #expect(allowed.description == "10.2.0.0/15, 0:0:0:0:0:0:0:1/128")
    #expect(try AllowedNetworks("").description == "")
  }

  @Test func `a range of everything permits its own family only`() throws {
    let allowed = try AllowedNetworks("0.0.0.0/0")
    #expect(allowed.permit(try #require(IPAddress("192.168.0.1"))))
    #expect(!allowed.permit(try #require(IPAddress("::1"))))
  }

  @Test(arguments: [
    ("localhost", IPNetworkFault.unreadable("localhost")),
    ("10.0.0.0/33", .prefix("10.0.0.0/33", maximum: 32)),
    ("10.0.0.0/", .prefix("10.0.0.0/", maximum: 32)),
    ("::/129", .prefix("::/129", maximum: 128)),
    ("10.0.0.1/8", .hostBits("10.0.0.1/8")),
    ("10.0.0/8", .unreadable("10.0.0/8")),
  ])
  func `a text that names no network says what would be right`(
    _ text: String, _ fault: IPNetworkFault
  ) {
    #expect(throws: fault) { try AllowedNetworks("127.0.0.1, \(text)") }
    #expect("\(fault)".contains(text))
  }

  @Test func `addresses are written as they are read`() throws {
    for text in ["127.0.0.1", "255.255.255.255", "2001:db8:0:0:0:0:0:1"] {
      #expect("\(try #require(IPAddress(text)))" == text)
    }
  }
}
