import CMalloc

/// Memory of large answers and texts.
enum LargeBlocks {
  /// From now on a block of 128 KiB or more goes back to the system as soon as it is freed. Otherwise
  /// the first large block that is freed raises that bound, up to 32 MiB, and what the largest
  /// answers took stays with the process (mallopt(3), `M_MMAP_THRESHOLD`).
  static func returnWhenFreed() {
    mallopt(M_MMAP_THRESHOLD, 128 << 10)
  }
}
