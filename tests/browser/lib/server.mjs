// Serves a folder on the loopback interface, as plain as a web server can be, and remembers what it did not find.

import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".json": "application/json",
  ".xml": "application/xml",
  ".txt": "text/plain; charset=utf-8",
};

/**
 * @param {string} folder
 * @param {string} [mount] the folder's path on the server, with a slash at each end
 */
export async function serve(folder, mount = "/") {
  /** @type {string[]} */
  const missing = [];
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
    const file = normalize(join(folder, path.slice(mount.length)));
    const inside = path.startsWith(mount) && (file === folder || file.startsWith(folder + sep));
    if (!inside || !existsSync(file) || !statSync(file).isFile()) {
      // Browsers ask for this by themselves where a page names no icon.
      if (path !== "/favicon.ico") missing.push(path);
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      "content-type": TYPES[extname(file)] ?? "application/octet-stream",
      "cache-control": "no-store",
    });
    createReadStream(file).pipe(response);
  });
  // A test that fails before it stops the server must not keep the process alive.
  server.unref();
  await new Promise((ready) => server.listen(0, "127.0.0.1", () => ready(undefined)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  };
  return { base: `http://127.0.0.1:${port}${mount}`, port, missing, stop };
}
