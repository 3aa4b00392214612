const title = "Sample";
export { title };
