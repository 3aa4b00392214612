// Brings the files of the index into the page. From file:// only classic scripts load, so each file is a script that
// calls shirubeSearch(language, hash, kind, number, payload).

const SEARCH_ADDRESS =
  /^(?:\.{1,2}\/)*search\/[A-Za-z0-9-]+\/(?:head|[pt][0-9]+)\.js(?:\?v=[0-9a-f]+)?$/;

/** @type {Map<string, { hash: string, payload: any }>} */
const searchArrived = new Map();

/**
 * Whether an address is one of ours: relative, and the file of an index. The page's Trusted Types policy asks this.
 * @param {string} address
 */
export function searchAccepts(address) {
  return SEARCH_ADDRESS.test(address);
}

/**
 * The page's one Trusted Types policy, for a page that has none of its own; null in a browser that knows none.
 * @returns {{ createScriptURL: (address: string) => any } | null}
 */
export function searchPolicy() {
  return (
    /** @type {any} */ (window).trustedTypes?.createPolicy("shirube", {
      /** @param {string} address */
      createScriptURL(address) {
        if (searchAccepts(address)) return address;
        throw new TypeError(address);
      },
    }) ?? null
  );
}

/** A file belongs to another state of the index than the head; the hash is that of the file. */
class SearchMoved extends Error {
  /** @param {string} hash */
  constructor(hash) {
    super("The index has changed.");
    this.hash = hash;
  }
}

/**
 * Loads the files of one language. A site may be published anew under an open page: then files tell another hash than
 * the head, and withIndex starts over with the new head, past the browser's cache.
 */
export class SearchLoader {
  /**
   * @param {string} root path from the page to the root of the site, such as ../../
   * @param {string} language
   * @param {{ createScriptURL: (address: string) => any } | null} policy
   * @param {(head: any, shards: any) => any} open makes the index
   */
  constructor(root, language, policy, open) {
    this.base = root + "search/" + language + "/";
    this.language = language;
    this.policy = policy;
    this.open = open;
    /** @type {Promise<any> | null} */
    this.index = null;
    /** @type {any} */ (window).shirubeSearch = (from, hash, kind, number, payload) => {
      searchArrived.set([from, kind, number].join(" "), { hash, payload });
    };
  }

  /**
   * Runs a task with the index, again if the index turns out to have changed meanwhile.
   * @template T
   * @param {(index: any) => Promise<T>} task
   * @returns {Promise<T>}
   */
  async withIndex(task) {
    for (let attempt = 0; ; attempt += 1) {
      try {
        this.index ??= this.head("");
        return await task(await this.index);
      } catch (error) {
        this.index = null;
        if (!(error instanceof SearchMoved) || attempt === 2) throw error;
        this.index = this.head(error.hash);
      }
    }
  }

  /**
   * @param {string} version
   */
  async head(version) {
    const { hash, payload } = await this.file("h", 0, version);
    const shard = async (kind, number) => {
      const arrived = await this.file(kind, number, hash);
      if (arrived.hash !== hash) throw new SearchMoved(arrived.hash);
      return arrived.payload;
    };
    return this.open(payload, {
      postings: (number) => shard("p", number),
      texts: (number) => shard("t", number),
    });
  }

  /**
   * @param {string} kind
   * @param {number} number
   * @param {string} version
   * @returns {Promise<{ hash: string, payload: any }>}
   */
  file(kind, number, version) {
    const name = kind === "h" ? "head" : kind + number;
    const address = this.base + name + ".js" + (version === "" ? "" : "?v=" + version);
    const key = [this.language, kind, number].join(" ");
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.onload = () => {
        const arrived = searchArrived.get(key);
        searchArrived.delete(key);
        script.remove();
        if (arrived) resolve(arrived);
        else reject(new Error(address + " says nothing"));
      };
      script.onerror = () => {
        script.remove();
        reject(new Error(address + " does not load"));
      };
      script.src = this.policy ? this.policy.createScriptURL(address) : address;
      document.head.append(script);
    });
  }
}
