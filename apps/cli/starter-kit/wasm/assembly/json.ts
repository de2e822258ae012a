/** One JSON value; enough to read task.json. Numbers, true, false and null keep their spelling in `text`. */
export class Json {
  text: string = '';
  keys: string[] = [];
  items: Json[] = [];

  /** A member; an empty value where there is none. */
  get(key: string): Json {
    const at = this.keys.indexOf(key);
    return at < 0 ? new Json() : this.items[at];
  }

  /** The texts of a member that is a list. */
  list(key: string): string[] {
    const items = this.get(key).items;
    const texts: string[] = [];
    for (let i = 0; i < items.length; i++) texts.push(items[i].text);
    return texts;
  }
}

class Reader {
  at: i32 = 0;

  constructor(public source: string) {}

  skip(): void {
    while (this.at < this.source.length && this.source.charCodeAt(this.at) <= 32) this.at++;
  }

  string(): string {
    let text = '';
    this.at++;
    while (this.at < this.source.length) {
      const letter = this.source.charCodeAt(this.at++);
      if (letter === 34) break;
      if (letter !== 92) {
        text += String.fromCharCode(letter);
        continue;
      }
      const escaped = this.source.charCodeAt(this.at++);
      if (escaped === 110) text += '\n';
      else if (escaped === 116) text += '\t';
      else if (escaped === 114) text += '\r';
      else if (escaped === 117) {
        text += String.fromCharCode(<i32>parseInt(this.source.substr(this.at, 4), 16));
        this.at += 4;
      } else text += String.fromCharCode(escaped);
    }
    return text;
  }

  value(): Json {
    const json = new Json();
    this.skip();
    const first = this.source.charCodeAt(this.at);
    if (first === 34) {
      json.text = this.string();
    } else if (first === 123 || first === 91) {
      const close = first + 2;
      this.at++;
      this.skip();
      while (this.at < this.source.length && this.source.charCodeAt(this.at) !== close) {
        if (first === 123) {
          json.keys.push(this.string());
          this.skip();
          this.at++;
        }
        json.items.push(this.value());
        this.skip();
        if (this.source.charCodeAt(this.at) === 44) this.at++;
        this.skip();
      }
      this.at++;
    } else {
      const start = this.at;
      while (this.at < this.source.length) {
        const letter = this.source.charCodeAt(this.at);
        if (letter === 44 || letter === 93 || letter === 125 || letter <= 32) break;
        this.at++;
      }
      json.text = this.source.substring(start, this.at);
    }
    return json;
  }
}

export function parseJson(source: string): Json {
  return new Reader(source).value();
}
