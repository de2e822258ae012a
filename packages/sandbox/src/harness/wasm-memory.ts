const PAGE = 65_536;
const MEMORY_SECTION = 5;

/**
 * The memory a module declares, in bytes; `maximum` is null where it declares none.
 * Only for modules that WebAssembly.Module has accepted. Format: WebAssembly core specification 2.0, section 5.5.8.
 */
export function declaredMemory(bytes: Uint8Array): { minimum: number; maximum: number | null } | null {
  let at = 8;
  const unsigned = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++] ?? 0;
      value += (byte & 0x7f) * 2 ** shift;
      if ((byte & 0x80) === 0) return value;
    }
  };
  while (at < bytes.length) {
    const section = bytes[at++];
    const size = unsigned();
    if (section !== MEMORY_SECTION) {
      at += size;
      continue;
    }
    if (unsigned() === 0) return null;
    const flags = unsigned();
    const minimum = unsigned() * PAGE;
    return { minimum, maximum: (flags & 1) === 0 ? null : unsigned() * PAGE };
  }
  return null;
}
