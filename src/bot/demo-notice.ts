/** Stands on every page, card and first answer of the demo. */
export const demoNotice = '演示数据，均为虚构';
