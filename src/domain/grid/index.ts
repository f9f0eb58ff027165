export { createGridTree, type GridTree } from './grid-tree.js';
export type { PlaceMatch } from './places.js';
