/// Linux calls that the C library has and Swift's overlay of it leaves out.
#ifndef CSYSTEM_SHIM_H
#define CSYSTEM_SHIM_H

/// Exchanges two paths in one step; neither is ever missing.
#define CSYSTEM_RENAME_EXCHANGE (1u << 1)
/// Fails with EEXIST where something has the new name.
#define CSYSTEM_RENAME_NOREPLACE (1u << 0)
extern int renameat2(int oldfolder, const char *oldpath, int newfolder, const char *newpath, unsigned int flags);

/// Opens a place and not what is there: for whoever may neither read nor write it.
#define CSYSTEM_O_PATH 010000000

/// Writes back everything of the file system that a descriptor is on.
extern int syncfs(int descriptor);

#endif
