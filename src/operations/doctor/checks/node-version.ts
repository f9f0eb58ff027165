import { bad, type Check, good } from '../check.js';

/** `engines.node` of package.json. */
const oldest = [20, 19] as const;

export const nodeVersion: Check = {
  id: 'node',
  title: 'Node.js',
  async run() {
    const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
    const enough = major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
    const english = `Node ${process.versions.node}`;
    if (enough) return good(process.versions.node, english);
    return bad(
      `${process.versions.node}，太旧`,
      `${english} is too old`,
      `换成 ${oldest.join('.')} 或更新的版本`,
    );
  },
};
