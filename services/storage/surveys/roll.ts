/** Who answered, as one bit a place: immutable, 125 bytes a thousand people. */
export class Roll {
  private constructor(private readonly bits: Buffer) {}

  static empty(places: number): Roll {
    return new Roll(Buffer.alloc(Math.ceil(places / 8)));
  }

  /** From {@link encoded}. */
  static decode(text: string): Roll {
    return new Roll(Buffer.from(text, "base64"));
  }

  encoded(): string {
    return this.bits.toString("base64");
  }

  has(place: number): boolean {
    return ((this.bits[place >> 3] ?? 0) & (1 << (place & 7))) !== 0;
  }

  with(place: number): Roll {
    const bits = Buffer.from(this.bits);
    bits[place >> 3] = (bits[place >> 3] ?? 0) | (1 << (place & 7));
    return new Roll(bits);
  }

  places(): Set<number> {
    const marked = new Set<number>();
    for (let place = 0; place < this.bits.length * 8; place += 1) if (this.has(place)) marked.add(place);
    return marked;
  }
}
