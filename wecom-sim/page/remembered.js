const key = 'open-phones';

/** Which phones were open, for the next visit; a browser without storage forgets them. */
export const remembered = {
  read() {
    try {
      const list = JSON.parse(localStorage.getItem(key) ?? '[]');
      return Array.isArray(list) ? list.filter((each) => typeof each?.userid === 'string') : [];
    } catch {
      return [];
    }
  },
  write(members) {
    try {
      localStorage.setItem(
        key,
        JSON.stringify(members.map(({ userid, name, title }) => ({ userid, name, title }))),
      );
    } catch {
      // Nothing to be done: the page works without.
    }
  },
};
