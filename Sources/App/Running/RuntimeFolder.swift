import Automations
import Foundation
import Glibc

/// The folder of what lives only while the server runs: the socket, nginx's configuration and its
/// temporary files.
///
/// An ordinary user's lies in the data folder. As root, nginx's workers run as another account, for
/// whom neither the data folder nor the program's own need be open (a clone in `/root` is not), so
/// it lies in `/run` and holds a copy of the styles too. Bodies of requests would fill the memory
/// there: they lie on the disk, in `/var/cache`.
struct RuntimeFolder: Sendable {
  let path: String
  /// What nginx serves as it is: style sheet, script and icon.
  let publicPath: String
  /// Of nginx's temporary files, such as bodies that are on their way.
  let temporaryPath: String
  private let isShared: Bool

  init(data: String, home: String) {
    isShared = getuid() == 0
    if isShared {
      let name = "reprise-" + Secret.hexadecimal(Secret.hash(data).prefix(8))
      path = "/run/" + name
      temporaryPath = "/var/cache/" + name
      publicPath = path + "/public"
    } else {
      path = data + "/run"
      temporaryPath = path
      publicPath = home + "/Public"
    }
  }

  var socket: String { path + "/reprise.sock" }
  var nginxConfiguration: String { path + "/nginx.conf" }

  /// Makes the folder, open to the group that nginx's workers run as.
  /// - Throws: `Complaint`.
  func prepare(home: String, group: gid_t?) throws {
    // What a crash has left there is nobody's.
    if isShared { try? FileManager.default.removeItem(atPath: temporaryPath) }
    let folders = isShared ? [path, temporaryPath] : [path]
    for folder in folders { try Files.makeFolder(folder) }
    guard let group else { return }
    for folder in folders {
      guard chown(folder, getuid(), group) == 0, chmod(folder, 0o750) == 0 else {
        throw Complaint("\(folder) cannot be given to nginx's group: \(Files.lastError)")
      }
    }
    try? FileManager.default.removeItem(atPath: publicPath)
    do {
      try FileManager.default.copyItem(atPath: home + "/Public", toPath: publicPath)
      for file in try FileManager.default.contentsOfDirectory(atPath: publicPath) {
        chmod(publicPath + "/" + file, 0o644)
      }
    } catch {
      throw Complaint("\(home)/Public cannot be copied to \(publicPath): \(error)")
    }
    chmod(publicPath, 0o755)
  }

  /// Leaves nothing behind that the next start does not need.
  func clear() {
    if isShared {
      for folder in [path, temporaryPath] { try? FileManager.default.removeItem(atPath: folder) }
    } else {
      unlink(socket)
    }
  }
}
