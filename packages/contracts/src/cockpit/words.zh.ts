export const deed = {
  cockpit: {
    end_kiosk: { label: '停用', says: '停用后，用此地址打开的大屏立即看不到驾驶舱，且不能恢复。' },
  },
} as const;
