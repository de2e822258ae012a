/**
 * A program that sends and one that reads, by every way that is not theirs: locks, watches, pages, counters of the
 * machine. Bits are read where the sender put them; a call that is refused is told by its error.
 */

const common = `
import ctypes, errno, fcntl, json, mmap, os, socket, struct, sys, threading, time
libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
plan = json.load(open('/in/plan.json'))
bits, X64 = plan['bits'], os.uname().machine == 'x86_64'
N = len(bits)
def number(x64, arm64): return x64 if X64 else arm64
def call(*args):
    ctypes.set_errno(0)
    value = libc.syscall(*[ctypes.c_long(a) if isinstance(a, int) else a for a in args])
    if value < 0: raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return value
def told(work):
    try: return work()
    except OSError as e: return errno.errorcode.get(e.errno, str(e.errno))
    except Exception as e: return type(e).__name__
def library(folder):
    base = os.path.join(os.path.dirname(os.__file__), folder)
    return [os.path.join(base, n) for n in sorted(os.listdir(base)) if n.endswith('.py')]
# Files for each way that would be in another's way: what is opened, watched and waited on must not be mapped or locked.
shared, waited, watched = library('encodings')[:N], library('encodings')[N:N + 32], library('')[:N]
def wait_until(at):
    late = time.time() - at
    if late > 0.3: print('LATE', round(late, 2))
    while time.time() < at: time.sleep(0.005)
RDLCK, WRLCK, UNLCK = 0, 1, 2
def range_lock(fd, command, kind, index):
    record = struct.pack('hhqqi4x', kind, 0, index, 1, 0)
    return struct.unpack('hhqqi4x', fcntl.fcntl(fd, command, record))[0]
`;

/** Holds its bits from `begin` to `end` in everything it can reach, and makes what noise it can meanwhile. */
export const senderProgram = `${common}
held, result = [], {}
def send_flock():
    for path, bit in zip(shared, bits):
        fd = os.open(path, os.O_RDONLY); held.append(fd)
        if bit: fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
def send_ranges(fd, command, kind):
    held.append(fd)
    for index, bit in enumerate(bits):
        if bit: range_lock(fd, command, kind, index)
def send_lease():
    fd = os.open(shared[0], os.O_RDONLY); held.append(fd)
    fcntl.fcntl(fd, 1024, RDLCK)
def send_mapped():
    for path, bit in zip(shared, bits):
        if bit:
            with open(path, 'rb') as f: area = mmap.mmap(f.fileno(), 0, prot=mmap.PROT_READ, flags=mmap.MAP_SHARED)
            area[0]; held.append(area)
def send_events():
    for path, bit in zip(watched, bits):
        if bit: open(path, 'rb').read(1)
def send_wake():
    # Wakes whoever waits on the same page of the same file.
    woken = 0
    for path, bit in zip(waited, bits):
        if bit: woken += call(number(202, 98), address_of(path), 1, 1, 0, 0, 0)
    return woken
def address_of(path):
    libc.mmap.restype = ctypes.c_void_p
    libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_long]
    fd = os.open(path, os.O_RDONLY); held.append(fd)
    at = libc.mmap(None, 4096, 1, 1, fd, 0)
    ctypes.string_at(at, 4)
    return at
def send_evicted(paths):
    for path, bit in zip(paths, bits):
        fd = os.open(path, os.O_RDONLY)
        os.pread(fd, 1 << 20, 0)
        if bit: os.posix_fadvise(fd, 0, 0, os.POSIX_FADV_DONTNEED)
        os.close(fd)
def send_objects():
    tried = {}
    tried['shm'] = told(lambda: call(number(29, 194), 4711, 4096, 0o1666))
    tried['sem'] = told(lambda: call(number(64, 190), 4711, 1, 0o1666))
    tried['msg'] = told(lambda: call(number(68, 186), 4711, 0o1666))
    tried['mq'] = told(lambda: call(number(240, 180), ctypes.c_char_p(b'/channel'), 0o102, 0o666, 0))
    tried['key'] = told(lambda: call(number(248, 217), ctypes.c_char_p(b'user'), ctypes.c_char_p(b'channel'), ctypes.c_char_p(b'x'), 1, -4))
    s = socket.socket(socket.AF_UNIX); s.bind(b'\\0channel'); s.listen(1); held.append(s)
    for place in ('/tmp', '/dev/shm', '/out'): open(place + '/channel', 'w').write('x')
    return tried
def noise(end):
    hoard = []
    while time.time() < end:
        if os.fork() == 0:
            held.append([os.pipe() for _ in range(20)]); os._exit(0)
        os.wait()
        hoard.append(bytearray(os.urandom(1 << 20)))
        if len(hoard) > 60: hoard.clear()
        told(os.openpty)
if plan['before']:
    result['evict'] = [told(lambda: send_evicted(p)) for p in (shared, [f'/app/part-{i}' for i in range(N)], [f'/in/part-{i}' for i in range(N)])]
    result['objects'] = told(send_objects)
else:
    wait_until(plan['begin'])
    result['flock'] = told(send_flock)
    result['posix'] = told(lambda: send_ranges(os.open(shared[0], os.O_RDONLY), 6, RDLCK))
    result['ofd'] = told(lambda: send_ranges(os.open(shared[1], os.O_RDONLY), 37, RDLCK))
    result['anonymous'] = told(lambda: send_ranges(os.eventfd(0), 6, WRLCK))
    result['device'] = told(lambda: send_ranges(os.open('/dev/null', os.O_RDWR), 6, WRLCK))
    result['lease'] = told(send_lease)
    result['mapped'] = told(send_mapped)
    result['objects'] = told(send_objects)
    wait_until(plan['act'])
    result['events'] = told(send_events)
    result['wake'] = told(send_wake)
    noise(plan['end'])
print(json.dumps(result))
`;

/** Reads at `look` what a sender holds meanwhile (or held before), and writes it to /out/read.json. */
export const readerProgram = `${common}
result = {}
def read_flock():
    seen = []
    for path in shared:
        fd = os.open(path, os.O_RDONLY)
        try: fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB); seen.append(0)
        except BlockingIOError: seen.append(1)
        finally: os.close(fd)
    return seen
def read_ranges(fd, command):
    return [int(range_lock(fd, command, WRLCK, index) != UNLCK) for index in range(N)]
def read_mapped():
    areas = []
    for path in shared:
        with open(path, 'rb') as f: areas.append(mmap.mmap(f.fileno(), 0, prot=mmap.PROT_READ, flags=mmap.MAP_SHARED))
        areas[-1][0]
    pages, name = {}, None
    for line in open('/proc/self/smaps'):
        parts = line.split()
        if '-' in parts[0] and len(parts) > 5: name = parts[5]
        elif parts[0] in ('Shared_Clean:', 'Shared_Dirty:') and name: pages[name] = pages.get(name, 0) + int(parts[1])
    return [int(pages.get(path, 0) > 0) for path in shared]
def resident(paths):
    flags = number(327, 286)
    seen = []
    for path in paths:
        fd = os.open(path, os.O_RDONLY)
        part = ctypes.create_string_buffer(1)
        vector = (ctypes.c_void_p * 2)(ctypes.addressof(part), 1)
        try: call(flags, fd, vector, 1, 0, 0, 8); seen.append(0)
        except BlockingIOError: seen.append(1)
        finally: os.close(fd)
    return seen
def in_core(paths):
    seen = []
    for path in paths:
        with open(path, 'rb') as f: area = mmap.mmap(f.fileno(), 0, prot=mmap.PROT_READ, flags=mmap.MAP_SHARED)
        vector = ctypes.create_string_buffer(len(area) // 4096 + 1)
        # A read-only mapping has no address for ctypes; map it once more to have one.
        libc.mmap.restype = ctypes.c_void_p
        libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_long]
        fd = os.open(path, os.O_RDONLY)
        at = libc.mmap(None, len(area), 1, 1, fd, 0); os.close(fd)
        call(number(27, 232), at, len(area), vector)
        seen.append(int(not vector.raw[0] & 1))
    return seen
def slow(paths):
    # Where nothing is refused: the first read of a page that is not there takes a disk's time.
    times = []
    for path in paths:
        fd = os.open(path, os.O_RDONLY)
        began = time.perf_counter_ns(); os.pread(fd, 1, 0); times.append(time.perf_counter_ns() - began)
        os.close(fd)
    return [int(t > 100_000) for t in times]
watches = {}
def watch():
    # By hand: Python has no inotify of its own.
    fd = call(number(294, 26), 0o4000)
    for index, path in enumerate(watched): watches[call(number(254, 27), fd, ctypes.c_char_p(path.encode()), 0x20)] = index
    return fd
def read_events(fd):
    seen = [0] * N
    try: data = os.read(fd, 1 << 16)
    except BlockingIOError: data = b''
    while data:
        wd, mask, cookie, length = struct.unpack_from('iIII', data); data = data[16 + length:]
        seen[watches[wd]] = 1
    return seen
woken = [0] * N
def waiter(index, path):
    libc.mmap.restype = ctypes.c_void_p
    libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_long]
    fd = os.open(path, os.O_RDONLY)
    at = libc.mmap(None, 4096, 1, 1, fd, 0)
    value = int.from_bytes(ctypes.string_at(at, 4), sys.byteorder)
    limit = (ctypes.c_long * 2)(max(1, int(plan['look'] - time.time())), 0)
    try: call(number(202, 98), at, 0, value, limit, 0, 0); woken[index] = 1
    except OSError: pass
def read_objects():
    found = []
    def reach(name, work):
        try: work(); found.append(name)
        except OSError: pass
    reach('shm', lambda: call(number(29, 194), 4711, 4096, 0o666))
    reach('sem', lambda: call(number(64, 190), 4711, 1, 0o666))
    reach('msg', lambda: call(number(68, 186), 4711, 0o666))
    reach('mq', lambda: call(number(240, 180), ctypes.c_char_p(b'/channel'), 0, 0, 0))
    reach('key', lambda: call(number(249, 218), ctypes.c_char_p(b'user'), ctypes.c_char_p(b'channel'), 0, -4))
    reach('abstract', lambda: socket.socket(socket.AF_UNIX).connect(b'\\0channel'))
    for place in ('/tmp', '/dev/shm', '/out'): reach(place, lambda: os.stat(place + '/channel'))
    return found
def machine():
    texts = {}
    for base, folders, names in os.walk('/proc'):
        if base == '/proc': folders[:] = [f for f in folders if not f.isdigit() and f not in ('self', 'thread-self')]
        for name in names:
            if base == '/proc' and name in ('kmsg', 'kcore', 'kpagecount', 'kpageflags', 'kpagecgroup'): continue
            try:
                fd = os.open(os.path.join(base, name), os.O_RDONLY | os.O_NONBLOCK)
                try: texts[os.path.join(base, name)] = os.read(fd, 1 << 20)
                finally: os.close(fd)
            except OSError: pass
    texts['sysinfo'] = told(sysinfo)
    texts['statfs'] = told(lambda: [tuple(os.statvfs(p)) for p in ('/', '/usr', '/in', '/app')])
    return texts
def sysinfo():
    room = ctypes.create_string_buffer(128)
    call(number(99, 179), room)
    return room.raw[8:]
def changed(end):
    first, names = machine(), set()
    while time.time() < end:
        for name, text in machine().items():
            if name not in first or text != first[name]: names.add(name)
        time.sleep(0.1)
    return sorted(names)
app, inn = [f'/app/part-{i}' for i in range(N)], [f'/in/part-{i}' for i in range(N)]
if plan['before']:
    for place, paths in (('usr', shared), ('app', app), ('in', inn)):
        result[place + ' by NOWAIT'] = told(lambda: resident(paths))
        result[place + ' by mincore'] = told(lambda: in_core(paths))
        result[place + ' by the clock'] = told(lambda: slow(paths))
else:
    inotify = told(watch)
    waiting = [threading.Thread(target=waiter, args=(i, p), daemon=True) for i, p in enumerate(waited)]
    for thread in waiting: thread.start()
    wait_until(plan['look'])
    # First: the reader's own opening would be seen too.
    result['inotify'] = told(lambda: read_events(inotify)) if isinstance(inotify, int) else inotify
    result['flock'] = told(read_flock)
    result['posix locks'] = told(lambda: read_ranges(os.open(shared[0], os.O_RDONLY), 5))
    result['ofd locks'] = told(lambda: read_ranges(os.open(shared[1], os.O_RDONLY), 36))
    result['locks on eventfd'] = told(lambda: read_ranges(os.eventfd(0), 5))
    result['locks on /dev/null'] = told(lambda: read_ranges(os.open('/dev/null', os.O_RDWR), 5))
    result['mapped pages'] = told(read_mapped)
    result['futex on a shared page'] = woken[:32]
    result['figures of the machine'] = changed(plan['end'])
result['objects'] = told(read_objects)
json.dump(result, open('/out/read.json', 'w'))
`;
