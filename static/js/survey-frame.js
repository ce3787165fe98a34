/**
 * Inside a frame of another website: tells the page around it how high the survey is, so that it needs no scroll bar of
 * its own. The message is {type: "survey-height", height} and says nothing else; whoever frames it may ignore it.
 */
if (window.parent !== window) {
  const tell = () => {
    const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
    window.parent.postMessage({ type: "survey-height", height }, "*");
  };
  new ResizeObserver(tell).observe(document.documentElement);
}
