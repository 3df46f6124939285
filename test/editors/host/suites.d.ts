/** All files of `suites/`, put together by the bundler; evaluated when it is imported. */
declare module "cors-lens:suites" {}
