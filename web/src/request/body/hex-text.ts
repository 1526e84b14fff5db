const PER_LINE = 16;

/** Bytes as hex dumps show them: offset, sixteen bytes, and what of them is printable ASCII. */
export function hexLines(bytes: Uint8Array, from: number, lines: number): readonly string[] {
  const shown: string[] = [];
  const end = Math.min(bytes.length, from + lines * PER_LINE);
  for (let at = from; at < end; at += PER_LINE) {
    const line = [...bytes.subarray(at, Math.min(at + PER_LINE, end))];
    const hex = line.map((byte) => byte.toString(16).padStart(2, '0'));
    const halves = [hex.slice(0, 8).join(' '), hex.slice(8).join(' ')].join('  ').padEnd(48);
    const text = line.map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
    shown.push(`${at.toString(16).padStart(6, '0')}  ${halves}  ${text}`);
  }
  return shown;
}
