const slot = 'gridwhistle-panes';

/** The ids of the people whose panes were open, so that a reload does not lose the newcomer's own resident. */
export const rememberedPanes = {
  read() {
    try {
      const ids = JSON.parse(localStorage.getItem(slot) ?? '[]');
      return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
    } catch {
      // Storage may be switched off or hold another page's words; then the page opens as for a newcomer.
      return [];
    }
  },
  write(ids) {
    try {
      localStorage.setItem(slot, JSON.stringify(ids));
    } catch {
      // Without storage only the reload is less comfortable.
    }
  },
};
