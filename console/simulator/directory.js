import { api } from './api.js';

const known = new Map();

function remember(people) {
  for (const person of people) known.set(person.id, person);
}

/** Everybody who can be played; asked for once, and again when somebody unknown turns up. */
export const directory = {
  remember,
  find: (id) => known.get(id) ?? null,
  async reload() {
    remember(await api.people());
  },
  async findOrReload(id) {
    if (!known.has(id)) await directory.reload();
    return known.get(id) ?? null;
  },
  async newResident() {
    const person = await api.newResident();
    remember([person]);
    return person;
  },
  /** People whose name, role, unit or id holds every word of `text`; `group` null means all. */
  search(text, group) {
    const words = text.trim().toLowerCase().split(/\s+/).filter(Boolean);
    return [...known.values()].filter((person) => {
      const line = `${person.name} ${person.role} ${person.unit ?? ''} ${person.id}`.toLowerCase();
      return (group === null || person.group === group) && words.every((word) => line.includes(word));
    });
  },
};
