import Foundation
import TestSupport

/// The least that libfcgi can do, in C: the measure for what the server costs.
struct BareServer: @unchecked Sendable {
  // Unchecked: `Process` is started before it is shared, and ended once.
  private let process: Process

  /// Compiles the program and runs it on the listening descriptor with sixteen threads.
  static func start(in folder: TemporaryFolder, on listener: Int32) throws -> BareServer {
    let source = folder.file("bare.c")
    let program = folder.file("bare")
    try text.write(toFile: source, atomically: true, encoding: .utf8)
    let compiler = try run(["cc", "-O2", source, "-o", program, "-lfcgi", "-lpthread"])
    compiler.waitUntilExit()
    guard compiler.terminationStatus == 0 else {
      throw Trouble(
        "cc cannot compile against libfcgi; apt-get install gcc libfcgi-dev would be right")
    }
    return BareServer(process: try run([program], standardInput: listener))
  }

  func stop() { process.terminate() }

  private static func run(_ words: [String], standardInput: Int32? = nil) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = words
    if let standardInput {
      process.standardInput = FileHandle(fileDescriptor: standardInput, closeOnDealloc: false)
    }
    try process.run()
    return process
  }

  private static let text = """
    #include <fcgiapp.h>
    #include <pthread.h>
    #include <string.h>
    #include <stdio.h>

    static char page[9000], small[5];

    static void *serve(void *unused) {
      static char head[] = "Status: 200 OK\\r\\ncontent-type: text/plain\\r\\n";
      FCGX_Request request;
      FCGX_InitRequest(&request, 0, 0);
      while (FCGX_Accept_r(&request) == 0) {
        const char *uri = FCGX_GetParam("REQUEST_URI", request.envp);
        int large = uri && strstr(uri, "page") != 0;
        int size = large ? sizeof page : sizeof small;
        char length[64];
        int count = snprintf(length, sizeof length, "content-length: %d\\r\\n\\r\\n", size);
        FCGX_PutStr(head, sizeof head - 1, request.out);
        FCGX_PutStr(length, count, request.out);
        FCGX_PutStr(large ? page : small, size, request.out);
        FCGX_Finish_r(&request);
      }
      return 0;
    }

    int main(void) {
      pthread_t threads[16];
      memset(page, 'A', sizeof page);
      memset(small, 'A', sizeof small);
      FCGX_Init();
      for (int i = 0; i < 16; i++) pthread_create(&threads[i], 0, serve, 0);
      for (int i = 0; i < 16; i++) pthread_join(threads[i], 0);
      return 0;
    }
    """
}
