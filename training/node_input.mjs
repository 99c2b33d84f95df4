/** Reads exactly as much of standard input as is asked for. */
export class Input {
  #chunks = process.stdin[Symbol.asyncIterator]();
  #buffer = Buffer.alloc(0);

  async #more() {
    const { done, value } = await this.#chunks.next();
    if (done) return false;
    this.#buffer = Buffer.concat([this.#buffer, value]);
    return true;
  }

  /** @returns {Promise<string | null>} Null at the end of the input. */
  async line() {
    while (!this.#buffer.includes(10)) if (!(await this.#more())) return null;
    const end = this.#buffer.indexOf(10);
    const line = this.#buffer.subarray(0, end).toString();
    this.#buffer = this.#buffer.subarray(end + 1);
    return line;
  }

  /** @param {number} count */
  async bytes(count) {
    while (this.#buffer.length < count)
      if (!(await this.#more())) throw new Error('the picture was cut short');
    const bytes = this.#buffer.subarray(0, count);
    this.#buffer = this.#buffer.subarray(count);
    return bytes;
  }
}
