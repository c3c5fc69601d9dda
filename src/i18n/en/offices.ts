export const officesEn = {
  offices: {
    /** the workspace's settings */
    first: 'Head office (workspace settings)',
  },
};
