# Prints the loop's name and what one callback of a call_soon chain costs, in nanoseconds.
import asyncio
import sys
import time

try:
    import uvloop

    name, new_loop = "uvloop", uvloop.new_event_loop
except ImportError:
    name, new_loop = "asyncio", asyncio.new_event_loop

count = int(sys.argv[1])
left = count


def callback():
    global left
    left -= 1
    if left > 0:
        loop.call_soon(callback)
    else:
        loop.stop()


loop = new_loop()
loop.call_soon(callback)
start = time.perf_counter_ns()
loop.run_forever()
nanos = time.perf_counter_ns() - start
loop.close()
assert left == 0
print(name, nanos / count)
