// Part of the function that tests/hostile.rs runs in a page, before the click and after.
if (globalThis.errorsSeen === undefined) {
    globalThis.errorsSeen = [];
    try {
        addEventListener("error", (event) => errorsSeen[errorsSeen.length] = String(event.message));
        addEventListener("unhandledrejection", (event) => errorsSeen[errorsSeen.length] = String(event.reason));
    } catch { }
}
// A digest: a page of 2 MB need not travel.
function markup() {
    const xml = new XMLSerializer();
    const stable = () => Array.from(document.querySelectorAll("[data-stable]"), (element) => xml.serializeToString(element)).join();
    const text = globalThis.changesItself ? stable() : xml.serializeToString(document);
    let hash = 0;
    for (let n = 0; n < text.length; n++) hash = (hash * 31 + text.charCodeAt(n)) | 0;
    return text.length < 3000 ? text.toWellFormed() : `${text.length} characters, ${hash}`;
}
