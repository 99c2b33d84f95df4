/**
 * What a person can ask for about audits.
 *
 * @typedef {object} AuditActions
 * @property {() => void} openList
 * @property {() => void} startSelecting
 * @property {() => void} stopSelecting
 * @property {() => void} selectAll
 * @property {(id: string) => void} toggle
 * @property {() => void} newAudit
 * @property {() => void} editAudit
 * @property {(details: import('./state.js').Details) => void} submitForm
 * @property {() => void} cancelForm
 * @property {(id: string) => void} openAudit
 * @property {(ids: string[]) => void} deleteAudits
 * @property {() => void} takePhotos
 * @property {(file: Blob) => void} addPhoto
 * @property {(id: string) => void} openShot
 * @property {(id: string) => void} deleteShot
 * @property {() => void} undoDelete
 * @property {() => void} addToAudit
 * @property {() => void} closePhoto
 * @property {(ids: string[]) => void} exportAudits
 * @property {() => void} shareExport
 * @property {() => void} saveExport
 * @property {() => void} closeExport
 * @property {(file: Blob) => void} importFile
 * @property {() => void} retrySaving
 * @property {() => void} reload
 */

/**
 * @param {import('./controller.js').AuditDesk} desk
 * @param {{ startCamera: () => void, choosePhoto: (file: Blob) => void }} page
 * @returns {AuditActions}
 */
export function auditActions(desk, { startCamera, choosePhoto }) {
  return {
    openList: () => desk.openList(),
    startSelecting: () => desk.startSelecting(),
    stopSelecting: () => desk.stopSelecting(),
    selectAll: () => desk.selectAll(),
    toggle: (id) => desk.toggle(id),
    newAudit: () => desk.newAudit(),
    editAudit: () => desk.editAudit(),
    submitForm: (details) => desk.submitForm(details),
    cancelForm: () => desk.cancelForm(),
    openAudit: (id) => desk.openAudit(id),
    deleteAudits: (ids) => desk.deleteAudits(ids),
    takePhotos: () => {
      desk.makeCurrent();
      startCamera();
    },
    addPhoto: (file) => {
      desk.makeCurrent();
      choosePhoto(file);
    },
    openShot: (id) => desk.openShot(id),
    deleteShot: (id) => desk.deleteShot(id),
    undoDelete: () => desk.undoDelete(),
    addToAudit: () => desk.addToAudit(),
    closePhoto: () => desk.closePhoto(),
    exportAudits: (ids) => desk.exportAudits(ids),
    shareExport: () => desk.exports.share(),
    saveExport: () => desk.exports.save(),
    closeExport: () => desk.exports.close(),
    importFile: (file) => desk.importFile(file),
    retrySaving: () => desk.retrySaving(),
    reload: () => location.reload(),
  };
}
