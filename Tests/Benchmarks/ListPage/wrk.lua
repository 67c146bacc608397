-- One line for bench.py to read.
done = function(summary)
  local errors = summary.errors
  io.write(string.format(
    'measured %d %d %d %d\n', summary.requests, summary.duration, summary.bytes,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
