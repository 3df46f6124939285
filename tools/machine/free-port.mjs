import { createServer } from "node:net";

/**
 * Finds a free TCP port on the loopback interface.
 * @param {number} [preferred] the port to use if it is free.
 * @returns {Promise<number>}
 */
export async function freePort(preferred = 0) {
  try {
    return await tryPort(preferred);
  } catch (error) {
    if (preferred === 0) {
      throw error;
    }
    return tryPort(0);
  }
}

function tryPort(wanted) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(wanted, "localhost", () => {
      const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });
}
