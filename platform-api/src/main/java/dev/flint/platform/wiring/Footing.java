package dev.flint.platform.wiring;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.List;

/** On what footing PostgreSQL's programs run: they refuse to run as root. */
enum Footing {
  /** As the user we are, who is not root. */
  PLAIN,
  /** We are root: in a user namespace of its own, where root is nobody. Files stay root's. */
  NAMESPACE,
  /** We are root where namespaces are forbidden: as the user nobody, who then owns the files. */
  NOBODY;

  /** The footing this machine allows. */
  static Footing find() throws IOException {
    if (!root()) {
      return PLAIN;
    }
    for (Footing footing : List.of(NAMESPACE, NOBODY)) {
      if (works(footing)) {
        return footing;
      }
    }
    throw new StartFault(
        StartFault.Code.DATABASE,
        "PostgreSQL refuses to run as root, and this machine allows neither 'unshare -U' nor"
            + " 'setpriv --reuid=nobody': start flint as an ordinary user.");
  }

  // A container's root may go by any name.
  static boolean root() throws IOException {
    Path self = Path.of("/proc/self");
    return Files.exists(self)
        ? Integer.valueOf(0).equals(Files.getAttribute(self, "unix:uid"))
        : "root".equals(System.getProperty("user.name"));
  }

  private static boolean works(Footing footing) {
    try {
      return Program.run(footing, Path.of("/"), List.of("true")).well();
    } catch (IOException notInstalled) {
      return false;
    }
  }

  /** What stands before each command. */
  List<String> prefix() {
    return switch (this) {
      case PLAIN -> List.of();
      case NAMESPACE -> List.of("unshare", "-U");
      case NOBODY ->
          List.of("setpriv", "--reuid=nobody", "--regid=" + nobodysGroup(), "--clear-groups");
    };
  }

  /** Hands the folder over to the user who will run PostgreSQL, and lets that user reach it. */
  void own(Path folder) throws IOException {
    if (this != NOBODY) {
      return;
    }
    Path parent = folder.toAbsolutePath().getParent();
    if (parent != null) {
      // Entering is allowed, listing is not: what lies beside keeps its own permissions.
      Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwx--x--x"));
    }
    UserPrincipalLookupService names = FileSystems.getDefault().getUserPrincipalLookupService();
    UserPrincipal nobody = names.lookupPrincipalByName("nobody");
    GroupPrincipal group = names.lookupPrincipalByGroupName(nobodysGroup());
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes ignored)
              throws IOException {
            return give(file);
          }

          @Override
          public FileVisitResult postVisitDirectory(Path dir, java.io.IOException failed)
              throws IOException {
            return give(dir);
          }

          private FileVisitResult give(Path path) throws IOException {
            var view =
                Files.getFileAttributeView(
                    path, PosixFileAttributeView.class, java.nio.file.LinkOption.NOFOLLOW_LINKS);
            view.setOwner(nobody);
            view.setGroup(group);
            return FileVisitResult.CONTINUE;
          }
        });
    if (!Program.run(this, Path.of("/"), List.of("test", "-w", folder.toString())).well()) {
      throw new StartFault(
          StartFault.Code.DATABASE,
          "PostgreSQL has to run as the user nobody here, who may not reach "
              + folder
              + ": choose a folder that others may enter, for example --data /var/lib/flint.");
    }
  }

  private static String nobodysGroup() {
    try {
      FileSystems.getDefault()
          .getUserPrincipalLookupService()
          .lookupPrincipalByGroupName("nogroup");
      return "nogroup"; // Debian
    } catch (UserPrincipalNotFoundException e) {
      return "nobody"; // Red Hat, Arch
    } catch (IOException e) {
      return "nogroup";
    }
  }
}
